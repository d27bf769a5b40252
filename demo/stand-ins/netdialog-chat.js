// Netdialog's chat: a small conversation in the place the page has for it, remembered on the visitor's device.

const swedish = document.documentElement.lang === "sv";
const note = () => localStorage.setItem("nd_chat_log", JSON.stringify([{ from: "netdialog", at: Date.now() }]));

const show = () => {
  const place = document.querySelector("#chat");
  if (!place) return;
  const line = document.createElement("p");
  line.className = "chat-line";
  line.textContent = swedish ? "Hej! Vad undrar du om one2many?" : "Hello! What would you like to know about one2many?";
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "text";
  input.autocomplete = "off";
  label.append(swedish ? "Ditt meddelande" : "Your message", input);
  place.replaceChildren(line, label);
  place.dataset.shownBy = me.service;
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
else show();
note();
keepWriting();
setInterval(note, 1000);
