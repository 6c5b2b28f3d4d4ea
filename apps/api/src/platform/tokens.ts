/** Token of the parsed settings. */
export const CONFIG = Symbol('config');
/** Token of the log. */
export const LOG = Symbol('log');
