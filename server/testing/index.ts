export { databaseAhead, testDatabase } from "./database";
export { makeContacts, sessionCookie, type TestDevice, type TestPerson, world } from "./world";
export { MortalPostgres } from "./mortal-postgres";
export { MortalRedis } from "./mortal-redis";
export { Racers } from "./racers";
export { random } from "./random";
export { testSfu, testSfuNodes } from "./sfu";
export { type TestKeys, testKeys } from "./keys";
export { seedHistory } from "./seed-history";
