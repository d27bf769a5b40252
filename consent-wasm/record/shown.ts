// The history in the second layer: the banner shows it, line by line, and says what was pressed.

type Banner = { past: (rows: string, said: string, press: (act: string) => void) => void };

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

const shown = async (banner: Banner) => {
  const draw = async (said: string) => {
    const { complete, choices } = await past();
    banner.past([complete, ...choices.map(row)].join("\n"), said, press);
  };
  const press = async (act: string) => {
    try {
      if (act == "erase") {
        await erase();
        banner.past("", "erased", press);
      } else await take();
    } catch {
      draw("failed");
    }
  };
  await draw("");
};
