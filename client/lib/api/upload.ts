import { type Result, resultOf, unreachable } from './result';

/** Milliseconds: an upload over a slow line takes its time. */
const TIMEOUT_MS = 120_000;

/**
 * Sends a file as it is, and says how much of it has gone (0 to 1). `fetch` cannot tell that of what it sends. The answer
 * is a value, like any other of the API.
 */
export function upload<T>(path: string, file: File, onProgress: (share: number) => void): Promise<Result<T>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(resultOf<T>(request.status, parsed(request.responseText), null));
    request.onerror = () => resolve(unreachable);
    request.ontimeout = () => resolve(unreachable);
    request.onabort = () => resolve(unreachable);
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
