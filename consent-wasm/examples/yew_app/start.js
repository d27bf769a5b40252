// Starts the app's WebAssembly; where trunk builds an app, trunk writes this.

import start from "./app.js";

await start({ module_or_path: new URL("app.wasm", import.meta.url) });
