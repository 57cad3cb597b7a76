// A form marked data-key asks the browser for a passkey before it is sent; what it answers travels in `credential`.
for (const form of document.querySelectorAll("form[data-key]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const options = JSON.parse(document.getElementById("key-options").textContent);
    const problem = form.querySelector("[data-key-problem]");
    problem.hidden = true;
    try {
      const made = await (form.dataset.key === "create"
        ? window.webauthnJSON.create(options.creation_options)
        : window.webauthnJSON.get(options.request_options));
      form.elements.credential.value = JSON.stringify(made);
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}
