// Starts the WebAssembly of the configurator, in the page itself and in the frame with the notice.

import start, * as configurator from "./configurator.js";

const host = document.getElementById("configurator");
try {
  await start({ module_or_path: new URL("configurator.wasm", import.meta.url) });
  host.replaceChildren();
  configurator[host.dataset.start](host);
} catch (fault) {
  const words = document.createElement("p");
  words.textContent = `The configurator cannot run here: ${fault}`;
  host.replaceChildren(words);
  throw fault;
}
