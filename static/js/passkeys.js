// Passkeys: a form marked data-passkey asks the device for its answer and sends it in the field "credential".
// "login" fetches the question from the address of the form, "get" and "create" find it in the page
// (data-passkey-options names the element). Where the browser can't, the form stays hidden.

// Browsers know passkeys only for names; an address of digits, as on the developer's machine, has none.
const isNamed = !/^[\d.]+$|:/.test(location.hostname);
const isAble = isNamed && window.PublicKeyCredential !== undefined;

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (credentials) => (credentials || []).map((each) => ({ ...each, id: toBytes(each.id) }));

async function create({ publicKey }) {
  const question = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
    // Ours always sign in without a password, so the device keeps them and asks who is there.
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
  const made = await navigator.credentials.create({ publicKey: question });
  return {
    ...named(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
    },
  };
}

async function get({ publicKey }) {
  const question = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
  };
  const found = await navigator.credentials.get({ publicKey: question });
  const { authenticatorData, clientDataJSON, signature, userHandle } = found.response;
  return {
    ...named(found),
    response: {
      authenticatorData: toText(authenticatorData),
      clientDataJSON: toText(clientDataJSON),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null,
    },
  };
}

const named = (credential) => ({
  id: credential.id,
  rawId: toText(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
});

async function question(form) {
  if (form.dataset.passkey !== "login") {
    return JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function answer(form) {
  const asked = await question(form);
  return form.dataset.passkey === "create" ? create(asked.creation_options) : get(asked.request_options);
}

function attach(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answer(form));
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}

if (isAble) {
  document.querySelectorAll("form[data-passkey]").forEach(attach);
  document.querySelectorAll("[data-passkey-missing]").forEach((words) => words.remove());
}
