/** Before somebody signs out here, what the browser keeps of their reading goes. */
export function forgetAtSignOut(): void {
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute('action') !== '/sign-out' || event.defaultPrevented) return;
    event.preventDefault();
    void forget().finally(() => form.submit());
  });
}

async function forget(): Promise<void> {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith('croft-reader-')) localStorage.removeItem(name);
    const registration = await navigator.serviceWorker?.getRegistration('/reader');
    registration?.active?.postMessage('forget');
    await registration?.unregister();
    for (const name of await caches.keys()) if (name.startsWith('reader-')) await caches.delete(name);
  } catch {
    // Where storage is denied, nothing was kept.
  }
}
