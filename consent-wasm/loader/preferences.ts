// The second layer: its skeleton comes with the engine and works at once; yew takes it over for services and cookies.

let dialog: HTMLDialogElement | undefined;

const boxes = () => [...dialog!.querySelectorAll<HTMLInputElement>("input[name]")];

/** Fetches what the second layer needs: on intent, and on opening. */
const prepare = () => Promise.all([engine(), import(C.b[0]), fetch(C.b[2])]);

const openPreferences = async () => {
  if (dialog?.open) return;
  try {
    const [, tree, style] = await engine();
    if (!dialog) adopt(style);
    const opened = (dialog = build(tree) as HTMLDialogElement);
    for (const box of boxes()) box.checked = allows(box.name);
    opened.onclose = () => opened.remove();
    shadow.append(opened);
    opened.showModal();
    opened.querySelector<HTMLElement>("h2")!.focus();
    const [, banner, notice] = await prepare();
    await banner.default({ module_or_path: C.b[1] });
    banner.mount(opened.querySelector("[data-slot=layer]"), new Uint8Array(await notice.arrayBuffer()), [...allowed()].join(" "));
  } catch (error) {
    complain(error);
  }
};

/** What the switches say: a category that was changed, and each service's own answer where there is a switch for it. */
const wish = () =>
  boxes()
    .filter(({ name, checked }) => name.includes("/") || checked != allows(name))
    .map(({ name, checked }) => (checked ? "+" : "-") + name.split("/").pop())
    .join(" ");

/** Rejecting after a yes is a withdrawal. */
const rejectAll = () => decide(known && /[aci]/.test(known.act) ? "w" : "r");

const onAct = ({ type, target }: Event) => {
  const act = (target as Element).closest("[data-act]")?.getAttribute("data-act");
  if (act == "preferences") (type == "click" ? openPreferences : prepare)().catch(complain);
  else if (act && type == "click") {
    const chosen = act == "save" && wish();
    dialog?.close();
    if (act == "accept-all") decide("a");
    if (act == "reject-all") rejectAll();
    if (chosen !== false) decide("c", chosen);
  }
};
