/** This browser as a device of a person. */
export { type DeviceIdentity, deviceIdentity } from "./device";
/** How much a device of somebody's is to be believed. */
export { type Trust, trustOf } from "./trust";
