// The demo's panel: what is stored, what is held and why, who was told, who was asked. No real site ships this.

(() => {
  "use strict";

  /** An element with attributes and children; text goes in as text. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const sheet = make("link", { rel: "stylesheet", href: "/demo/panel.css" });
  document.head.append(sheet);

  const lists = {};
  const section = (id, title) => {
    lists[id] = make("ul", { class: "demo-list" });
    return make("section", { "aria-label": title }, make("h3", {}, title), lists[id]);
  };
  const scroller = make(
    "div",
    { class: "demo-body" },
    section("decision", "Decision"),
    section("record", "Record"),
    section("cookies", "Cookies"),
    section("storage", "Local storage"),
    section("tags", "Tags"),
    section("told", "Told"),
    section("hits", "Requests to third parties"),
  );
  const again = make("button", { type: "button" }, "Count from zero");
  again.addEventListener("click", async () => {
    await fetch("/demo/hits/reset", { method: "POST" });
    update();
  });
  lists.hits.after(again);
  scroller.append(make("p", {}, make("a", { class: "demo-link", href: "/demo/configurator/" }, "Configurator")));
  const summary = make("summary", {}, "Under the hood");
  const details = make("details", { class: "demo-details" }, summary, scroller);
  const panel = make("aside", { class: "demo-panel", "aria-label": "Demo", lang: "en" }, details);

  /** Shows rows of `[text, note, mark]`, and touches the page only when they differ from what is there. */
  const show = (id, rows) => {
    const list = lists[id];
    const shape = JSON.stringify(rows);
    if (list.dataset.shape === shape) return;
    list.dataset.shape = shape;
    const items = rows.map(([text, note = "", mark = ""]) => {
      const item = make("li", mark ? { class: `demo-${mark}` } : {}, make("span", {}, text));
      if (note) item.append(make("small", {}, note));
      return item;
    });
    list.replaceChildren(...(items.length > 0 ? items : [make("li", { class: "demo-none" }, "none")]));
  };

  const visibleCookies = () =>
    document.cookie.split("; ").filter(Boolean).map((pair) => pair.slice(0, pair.indexOf("=")));

  const acts = { a: "accepted all", r: "rejected all", c: "chosen", w: "withdrawn", s: "by signal", i: "imported", o: "insisted" };
  const decision = () => {
    const state = window.consent?.state?.();
    if (!state) return [["consent.js has not answered yet"]];
    const on = Object.entries(state.categories ?? {}).map(([id, granted]) => [id, granted ? "yes" : "no", granted ? "run" : "hold"]);
    return [[state.status, acts[state.act] ?? state.act ?? ""], ...on];
  };

  /** Held tags by service, and why. */
  const tags = () => {
    const services = Object.keys(window.consent?.state?.()?.services ?? {});
    return services.map((id) => {
      const { verdict = "", reason = "", says = reason } = window.consent.why(id) ?? {};
      const named = `[data-service="${CSS.escape(id)}"]`;
      const waiting = document.querySelectorAll(`script[type="text/plain"]${named}, [data-src]:not(script, [src])${named}`).length;
      const note = verdict === "hold" && waiting > 0 ? `${says} (${waiting} in this page)` : says;
      return [`${id}: ${verdict}`, note, verdict];
    });
  };

  const told = () =>
    (window.__told ?? []).slice(-12).map(({ who, command, arguments: given }) => [`${who}: ${command}`, given.map((value) => JSON.stringify(value)).join(" ")]);

  const fetched = async (path, fallback) => {
    try {
      const response = await fetch(path, { cache: "no-store" });
      return response.ok ? await response.json() : fallback;
    } catch {
      return fallback;
    }
  };

  /** Receipts that the page kept, as `[id, salt, seq, decided at, act]`, and how many decisions wait to be sent. */
  const kept = () => {
    try {
      const { receipts = [] } = JSON.parse(localStorage.getItem("consent-receipts") ?? "{}");
      const waiting = (localStorage.getItem("consent-queue") ?? "").split("\n").filter(Boolean).length;
      return { receipts, waiting };
    } catch {
      return { receipts: [], waiting: 0 };
    }
  };

  /** Where each receipt's entry stands, once a signed checkpoint covers it. */
  const covered = new Map();
  let where;
  const cover = async (id, salt) => {
    if (covered.has(id)) return;
    where ??= await fetched("/demo/record.json");
    const receipt = where && (await fetched(`${where.server}/v1/receipts/${id}?site=${where.site}&salt=${salt}`));
    if (receipt?.inclusion) covered.set(id, receipt.inclusion);
  };

  const record = async () => {
    const { receipts, waiting } = kept();
    const newest = receipts.slice(-4).reverse();
    await Promise.all(newest.map(([id, salt]) => cover(id, salt)));
    const rows = newest.map(([id, , , , act]) => {
      const at = covered.get(id);
      return at ? [`entry ${at.seq}: ${act}`, `in a signed log of ${at.size}`, "run"] : [`promised: ${act}`, "", "hold"];
    });
    return waiting > 0 ? [[`${waiting} waiting to be sent`, "", "hold"], ...rows] : rows;
  };

  const update = async () => {
    if (!details.open || document.hidden) return;
    show("decision", decision());
    show("storage", Object.keys(localStorage).sort().map((key) => [key]));
    show("tags", tags());
    show("told", told());
    const [carried, hits] = await Promise.all([fetched("/demo/cookies.json", []), fetched("/demo/hits.json", {})]);
    const visible = visibleCookies();
    const names = [...new Set([...visible, ...carried])].sort();
    show("cookies", names.map((name) => [name, visible.includes(name) ? "" : "HttpOnly"]));
    show("record", await record());
    show("hits", Object.entries(hits).map(([service, count]) => [service, String(count)]));
  };

  details.open = window.matchMedia("(min-width: 90rem)").matches;
  details.addEventListener("toggle", update);
  document.body.append(panel);
  for (const event of ["consent:ready", "consent:change"]) document.addEventListener(event, update);
  setInterval(update, 1000);
  update();
})();
