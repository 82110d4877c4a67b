// A line that says when the connection to the server is lost.

const LOST_AFTER_MS = 1500; // shorter breaks nobody needs to know of

/** Return the line, which is empty while all is well; it says what `words` returns. */
function connectionLine(words) {
  const line = document.createElement("p");
  line.className = "connection-lost";
  line.setAttribute("role", "status");
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return line;
  const name = "data-test-connection-state";
  let timer = 0, wasConnected = false;
  const look = () => {
    const connected = app.getAttribute(name) === "CONNECTED";
    wasConnected ||= connected;
    clearTimeout(timer);
    if (connected) line.textContent = "";
    else if (wasConnected) timer = setTimeout(() => { line.textContent = words(); }, LOST_AFTER_MS);
  };
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: [name] });
  look();
  return line;
}
