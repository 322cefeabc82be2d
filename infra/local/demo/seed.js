/**
 * @param {import('../stack.js').Instance} _instance
 * @param {{ note: (text: string) => void, signal: AbortSignal }} _options
 */
export async function seed(_instance, _options) {}
