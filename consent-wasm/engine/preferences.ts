// The second layer: its skeleton is here and works at once; yew takes it over for services and cookies.

let dialog: HTMLDialogElement | undefined;

const boxes = () => [...dialog!.querySelectorAll<HTMLInputElement>("input[name]")];

const preferences = async (opens: boolean) => {
  const fetched = Promise.all([import(script), fetch(shown)]);
  if (!opens || dialog?.open) return void (await fetched);
  if (!dialog) adopt(style);
  const opened = (dialog = build(tree) as HTMLDialogElement);
  // Who has decided nothing has no past.
  if (!ours()[0]) opened.querySelector("[part=past]")?.remove();
  for (const box of boxes()) box.checked = allowed().has(box.name);
  opened.onclose = () => opened.remove();
  opened.onclick = ({ target }) => {
    const button = (target as Element).closest<HTMLElement>("[data-act]");
    const act = button?.dataset.act;
    if (act) opened.close();
    if (act == "save") decide("c", button!);
  };
  shadow.append(opened);
  opened.showModal();
  const [banner, notice] = await fetched;
  await banner.default({ module_or_path: wasm });
  const shows = new Uint8Array(await notice.arrayBuffer());
  // A button that is replaced between press and release loses its click.
  while (opened.matches(":active")) await new Promise(requestAnimationFrame);
  banner.mount(opened.querySelector("[data-slot=layer]"), shows, [...allowed()].join(" "), (press: string) =>
    record(4, banner, press).catch(() => banner.past("", "failed")),
  );
};

/** What the switches say: a category that was changed, and each service's own answer where there is a switch for it. */
const wish = (): Wish =>
  boxes()
    .filter(({ name, checked }) => name.includes("/") || checked != allowed().has(name))
    .map(({ name, checked }) => [name.split("/").pop()!, checked]);
