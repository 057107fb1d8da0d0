// Asks the browser for a passkey, or to make one, and sends its answer with the form that asked.
for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
        form.hidden = false;
        form.addEventListener("submit", (event) => {
            if (!form.elements.credential.value) {
                event.preventDefault();
                answer(form);
            }
        });
    }
}

async function answer(form) {
    const complaint = form.querySelector("[role=alert]");
    complaint.hidden = true;
    try {
        const credential = await ask(form.dataset.passkey, JSON.parse(form.dataset.options));
        form.elements.credential.value = JSON.stringify(credential.toJSON());
        form.submit();
    } catch {
        // Cancelled, no device, or none of this archive: a browser does not say which.
        complaint.hidden = false;
    }
}

function ask(what, options) {
    return what === "make"
        ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
