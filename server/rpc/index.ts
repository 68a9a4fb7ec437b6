export { readBody, refuseForeign } from "./borders";
export { clientAddress, createContext, type RpcContext } from "./context";
export { handleRpc } from "./handle";
export { createCallerFactory, publicProcedure, router } from "./init";
export { problemResponse } from "./problems";
