/** Keeps a file on the site and gives its path there. `share` of the upload that is done, 0–1. XMLHttpRequest, since fetch tells no progress. */
export function upload(file: File, progress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.set('file', file);
    request.open('POST', '/api/v1/media');
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', event => progress(event.loaded / (event.total || 1)));
    request.addEventListener('error', () => reject(new Error('the server cannot be reached.')));
    request.addEventListener('load', () => {
      let answer: { path?: string; detail?: string } = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // An answer that is no JSON has nothing to say.
      }
      if (request.status < 300 && answer.path) resolve(answer.path);
      else reject(new Error(answer.detail ?? 'the server did not take it.'));
    });
    request.send(body);
  });
}
