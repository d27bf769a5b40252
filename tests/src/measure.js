// Measures every chart of the dashboard against its table. A number in a table is read without its signs; in a drawing it
// is a height over the axis, or a part of the width.

(() => {
  const number = (text) => parseFloat(text.replace(/[\s\u00a0%]/g, "").replace(/,(?=\d{3})/g, "").replace(",", "."));
  const rows = (id) => [...find(`#${id}-table`).querySelectorAll("tbody tr")].reverse().map((row) => [...row.cells].map((cell) => cell.textContent));
  const heads = (id) => [...find(`#${id}-table`).querySelectorAll("thead th")].map((cell) => cell.textContent);
  const axis = (id) => {
    const ticks = [...find(`#${id} .chart`).querySelectorAll(".tick.right")].map((tick) => [number(tick.textContent), +tick.getAttribute("y")]);
    const [[low, bottom], [high, top]] = [ticks[0], ticks.at(-1)];
    return { at: (y) => low + ((bottom - y) / (bottom - top)) * (high - low), per: (high - low) / (bottom - top) };
  };
  const found = [];
  const colour = (element) => getComputedStyle(element).getPropertyValue("--colour");

  // Lines: their points, run by run, are the cells of their column that hold a number.
  const rates = axis("rates");
  const names = heads("rates").slice(2);
  const colours = [...find("#rates .legend").children].map((item) => colour(item.querySelector("rect")));
  names.forEach((name, place) => {
    const points = [...find("#rates .lines").querySelectorAll("polyline")]
      .filter((line) => colour(line) === colours[place])
      .flatMap((line) => line.getAttribute("points").split(" ").map((point) => point.split(",").map(Number)))
      .sort(([one], [other]) => one - other);
    const cells = rows("rates").map((row) => [row[0], number(row[place + 2])]).filter(([, told]) => !Number.isNaN(told));
    if (points.length !== cells.length) throw new Error(`${name}: ${points.length} points, ${cells.length} cells`);
    const height = +find("#rates .chart").getAttribute("height");
    cells.forEach(([period, told], index) => found.push({ name: `${name} ${period}`, drawn: rates.at((points[index][1] / 1000) * height), told }));
  });

  // Columns: as high as all acts of a period together; a seam may lie between layers.
  const acts = axis("acts");
  const columns = [...find("#acts .chart").querySelectorAll(".hit")];
  rows("acts").forEach((row, index) => {
    const layers = [...columns[index].querySelectorAll(".fill")].map((layer) => +layer.getAttribute("y"));
    const drawn = layers.length > 0 ? acts.at(Math.min(...layers)) : 0;
    found.push({ name: `all acts ${row[0]}`, drawn, told: number(row[1]) });
  });

  // Bars: a part of the width for each cell that holds a number.
  for (const id of ["languages", "policies", "regimes"]) {
    const bars = [...find(`#${id} .bars`).querySelectorAll(".fill")].map((bar) => parseFloat(bar.getAttribute("width")));
    const cells = rows(id).reverse().flatMap((row) => row.slice(2).map((cell, place) => [`${row[0]} ${heads(id)[place + 2]}`, number(cell)]));
    const told = cells.filter(([, told]) => !Number.isNaN(told));
    if (bars.length !== told.length) throw new Error(`${id}: ${bars.length} bars, ${told.length} cells`);
    told.forEach(([name, told], index) => found.push({ name, drawn: bars[index], told }));
  }
  return found;
})()
