/** Said by a reader who needs another piece first, see `HttpResponse.read`. */
export const more = Symbol("more");
