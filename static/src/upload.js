// What the browser adds to a form with files, which works without it: how far the upload
// is, a word beforehand about a file that is too large, and dropping files on the box.

function partsOf(input) {
  return input.form?.querySelector("[data-upload]");
}

function put(panel, name, text) {
  panel.querySelector(`[data-upload-${name}]`).textContent = text;
}

function inWords(text, words) {
  return text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

// As the server writes sizes: with the unit that fits, and the decimals of the language.
function sizeInWords(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 3);
  const style = { style: "unit", unit: units[power], maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(bytes / 1024 ** power);
}

function percentInWords(percent) {
  return new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(percent / 100);
}

function filesOf(form) {
  const inputs = [...form.querySelectorAll("input[type=file]")];
  return inputs.flatMap((input) => [...input.files]);
}

function tooLarge(input) {
  const limit = Number(input.dataset.maxBytes) || Infinity;
  return [...input.files].find((file) => file.size > limit);
}

// Told when the file is chosen, not after it has been sent.
function judge(input) {
  const panel = partsOf(input);
  if (!panel) return true;
  const file = tooLarge(input);
  const words = file && { name: file.name, size: sizeInWords(file.size), limit: sizeInWords(Number(input.dataset.maxBytes)) };
  put(panel, "fault", file ? inWords(panel.dataset.tooLarge, words) : "");
  if (file) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return !file;
}

function tellChosen(input) {
  const panel = partsOf(input);
  const names = [...input.files].map((file) => `${file.name} (${sizeInWords(file.size)})`);
  if (panel) put(panel, "status", names.length ? inWords(panel.dataset.chosen, { files: names.join(", ") }) : "");
}

function onChange(event) {
  if (!event.target.matches?.("input[type=file][data-max-bytes]")) return;
  tellChosen(event.target);
  judge(event.target);
}

// A screen reader hears every quarter; the bar moves with every step.
function showProgress(panel, sent, total) {
  const percent = total ? Math.floor((100 * sent) / total) : 0;
  const bar = panel.querySelector("[data-upload-bar]");
  bar.hidden = false;
  bar.value = percent;
  const quarter = String(Math.floor(percent / 25));
  if (panel.dataset.quarter === quarter && percent < 100) return;
  panel.dataset.quarter = quarter;
  const words = { percent: percentInWords(percent), size: sizeInWords(total) };
  put(panel, "status", percent < 100 ? inWords(panel.dataset.sending, words) : panel.dataset.checking);
}

function fail(form, panel) {
  delete form.dataset.uploading;
  panel.querySelector("[data-upload-bar]").hidden = true;
  put(panel, "status", "");
  put(panel, "fault", panel.dataset.failed);
}

// The answer of the server: elsewhere when all went well, else this page with what is wrong.
function take(request, form, panel) {
  if (request.status < 400) {
    window.location.assign(request.responseURL || form.action);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (request.status >= 500 || !main) {
    fail(form, panel);
    return;
  }
  document.title = page.title;
  const here = document.querySelector("main");
  here.replaceWith(main);
  window.htmx.process(main);
  main.querySelector("[data-error-summary]")?.focus();
}

function send(form, button) {
  const panel = form.querySelector("[data-upload]");
  const request = new XMLHttpRequest();
  const said = new FormData(form);
  if (button?.name) said.append(button.name, button.value);
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => showProgress(panel, event.loaded, event.total));
  request.addEventListener("load", () => take(request, form, panel));
  for (const kind of ["error", "timeout", "abort"]) request.addEventListener(kind, () => fail(form, panel));
  showProgress(panel, 0, filesOf(form).reduce((sum, file) => sum + file.size, 0));
  request.send(said);
}

function onSubmit(event) {
  const form = event.target;
  if (!form.querySelector("[data-upload]") || !filesOf(form).length) return;
  event.preventDefault();
  const inputs = [...form.querySelectorAll("input[type=file][data-max-bytes]")];
  const wrong = inputs.find((input) => !judge(input));
  if (wrong) wrong.focus();
  if (wrong || form.dataset.uploading) return;
  form.dataset.uploading = "1";
  // After the other listeners: one of them renews the token of the form.
  setTimeout(() => send(form, event.submitter));
}

function boxOf(event) {
  return event.target.closest?.(".ggo-upload");
}

function onDragOver(event) {
  const box = boxOf(event);
  if (!box) return;
  event.preventDefault();
  box.classList.add("ggo-upload--over");
}

function onDragLeave(event) {
  boxOf(event)?.classList.remove("ggo-upload--over");
}

function onDrop(event) {
  const box = boxOf(event);
  const input = box?.querySelector("input[type=file]");
  if (!input || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  box.classList.remove("ggo-upload--over");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("change", onChange);
document.addEventListener("submit", onSubmit);
document.addEventListener("dragover", onDragOver);
document.addEventListener("dragleave", onDragLeave);
document.addEventListener("drop", onDrop);
