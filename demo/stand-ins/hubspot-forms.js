// HubSpot's forms: builds the form into the element the page names; it works with or without the visitor cookie.

const field = (label, name, type) => {
  const line = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { name, type, required: true, autocomplete: type === "email" ? "email" : "name" });
  line.append(label, input);
  return line;
};

window.hbspt = {
  forms: {
    create: ({ target, portalId, formId }) => {
      const swedish = document.documentElement.lang === "sv";
      const form = document.createElement("form");
      form.className = "hs-form";
      form.dataset.form = `${portalId}/${formId}`;
      const button = document.createElement("button");
      button.textContent = swedish ? "Boka visning" : "Book a demo";
      form.append(field(swedish ? "Namn" : "Name", "firstname", "text"), field(swedish ? "E-post" : "E-mail", "email", "email"), button);
      form.onsubmit = (event) => {
        event.preventDefault();
        form.dataset.hutk = read("hubspotutk") ?? "";
        button.textContent = swedish ? "Tack!" : "Thank you!";
      };
      document.querySelector(target)?.replaceChildren(form);
    },
  },
};
