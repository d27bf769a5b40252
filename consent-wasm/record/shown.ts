// The history in the second layer: the banner shows it, line by line, and says what was pressed.

type Banner = { past: (rows: string, said: string) => void };

/** A line: when in words and in numbers, act, whether recorded, what was granted, language, digest, address, id. */
const row = ({ decidedAt, act, recorded, categories, language, notice, noticeUrl, id }: Choice) =>
  [
    new Date(decidedAt).toLocaleString(C.g, { dateStyle: "medium", timeStyle: "short" }),
    decidedAt,
    act,
    recorded || !server,
    categories ? "=" + Object.keys(categories).filter((name) => categories[name]) : "",
    language && new Intl.DisplayNames([C.g], { type: "language" }).of(language),
    notice,
    noticeUrl,
    id,
  ].join("\t");

/** Does what was pressed, and shows what is there then. */
const shown = async (banner: Banner, press: string) => {
  let said = "";
  try {
    if (press == "download") await take();
    if (press == "erase") {
      await erase();
      return banner.past("", "erased");
    }
  } catch {
    said = "failed";
  }
  const { complete, choices } = await past();
  banner.past([complete, ...choices.map(row)].join("\n"), said);
};
