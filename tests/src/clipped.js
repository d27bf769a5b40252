// What of our layers cannot be read or pressed as it stands: text that is cut off, runs out of its button or of the window,
// or lies over other text. An empty list is as it should be.

(() => {
  const shadow = host().shadowRoot;
  const layer = shadow.querySelector("dialog[open]") ?? shadow.querySelector("[part~=notice]");
  const wide = innerWidth;
  const name = (element) => `${element.localName}.${element.getAttribute("part") ?? element.dataset.act ?? element.className} “${element.textContent.trim().slice(0, 40)}”`;
  // What of a box is to be seen: what is scrolled out of view by itself lies over nothing.
  const inView = (element, { left, right, top, bottom }) => {
    for (let around = element; around && around != shadow; around = around.parentNode) {
      if (!/auto|scroll/.test(getComputedStyle(around).overflowY)) continue;
      const room = around.getBoundingClientRect();
      [top, bottom] = [Math.max(top, room.top), Math.min(bottom, room.bottom)];
    }
    return bottom - top > 1 && { left, right, top, bottom, height: bottom - top };
  };
  // The row of buttons that stays in view lies over what scrolls below it, with a ground of its own.
  const sticks = (element) => {
    for (let around = element; around != layer; around = around.parentNode) if (getComputedStyle(around).position == "sticky") return true;
    return false;
  };
  const faults = [];
  const seen = [...layer.querySelectorAll("*")].filter((element) => element.checkVisibility() && element.getClientRects().length);
  const texts = [];
  for (const element of seen) {
    if (element.closest(".visually-hidden")) continue;
    const style = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
    if (element.scrollWidth > element.clientWidth + 1 && style.display != "inline" && !scrolls) faults.push(`${name(element)} is wider than its room`);
    for (const node of element.childNodes) {
      if (node.nodeType != 3 || !node.data.trim()) continue;
      const range = new Range();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (!box.width) continue;
        const within = element.closest("td, th, [part~=table]") == null;
        if (within && (box.left < -0.5 || box.right > wide + 0.5)) faults.push(`${name(element)} runs out of the window`);
        const button = element.closest("button");
        if (button) {
          const room = button.getBoundingClientRect();
          if (box.left < room.left || box.right > room.right || box.top < room.top - 1 || box.bottom > room.bottom + 1) faults.push(`${name(button)} runs out of its button`);
        }
        const shown = inView(element, box);
        if (shown) texts.push([element, node, shown]);
      }
    }
  }
  // Text over text: boxes of different nodes that share more than a hair.
  for (let one = 0; one < texts.length; one++) {
    for (let other = one + 1; other < texts.length; other++) {
      const [first, , a] = texts[one];
      const [second, , b] = texts[other];
      if (first == second || first.contains(second) || second.contains(first) || sticks(first) != sticks(second)) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > Math.min(a.height, b.height) / 2) faults.push(`${name(first)} lies over ${name(second)}`);
    }
  }
  if (layer.matches("[part~=notice]")) {
    const { height } = layer.getBoundingClientRect();
    if (height > innerHeight / 2 + 1) faults.push(`the notice takes ${Math.round(height)} of ${innerHeight} pixels`);
    const [yes, no] = ["accept-all", "reject-all"].map((act) => layer.querySelector(`[data-act=${act}]`).getBoundingClientRect());
    if (Math.abs(yes.height - no.height) > 1 || Math.abs(yes.width - no.width) > 1) faults.push("yes and no are not of one size");
    if (no.bottom > innerHeight + 1 || yes.bottom > innerHeight + 1) faults.push("a choice lies outside the window");
  }
  return [...new Set(faults)];
})()
