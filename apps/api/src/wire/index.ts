export { Admission } from './admission';
export { Answers, type Bound, type Call, type Prepared, Serves, type SocketCall, callerOf, doorsOf } from './doors';
export { type AskedOn, type Caller, Gate, type OpenSockets, type Out } from './gate';
export { type House, PreparedAnswers, bindRoutes } from './http';
export { Limits, take } from './limits';
export { type OpenAsks, bindAsks } from './sockets';
export { isRoute } from './answer';
export { Refusal } from './refusal';
export { Storm } from './storm';
