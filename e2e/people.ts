import { type Browser, type BrowserContext, test as base, devices } from "@playwright/test";
import { Api } from "./api";
import { keepLastWords, tellOf } from "./black-box";
import { smallCamera } from "./camera";
import { Device, goTo, type Identity } from "./device";
import { watchWire } from "./wire";

export { expect } from "@playwright/test";
export { Device } from "./device";

/** How a browser of somebody is different from the ordinary one. */
export type DeviceOptions = {
  mobile?: boolean;
  width?: number;
  colorScheme?: "dark" | "light";
  relayOnly?: boolean;
  /** What getUserMedia throws for the camera, as a browser without one, or one that was told no, does. */
  camera?: "NotFoundError" | "NotAllowedError";
};

/** A person on the first of their devices. */
export class Person extends Device {
  constructor(
    first: Device,
    /** Signs in on a further device of this person. */
    readonly device: (label: string, options?: DeviceOptions) => Promise<Device>,
  ) {
    super(first.identity, first.deviceName, first.context, first.page, first.api, first.url);
  }
}

type Named<Name extends string> = { [Key in Name as Uncapitalize<Key>]: Person };
type Introduce = <Name extends string>(...names: Name[]) => Promise<Named<Name>>;

type Options = {
  /** The app that everyone in the play uses. */
  appUrl: string;
  /** How everyone's first browser is. */
  deviceOptions: DeviceOptions;
};
type ForWorker = {
  /** What everyone's camera gives: plays about the size of pictures need 720 lines, the others are quicker with less. */
  camera: "small" | "720p";
};
type Fixtures = {
  /** Signed-up people with unique addresses, each signed in on a browser of their own, and contacts of each other. */
  people: Introduce;
  /** The same, but nobody knows anybody. */
  strangers: Introduce;
  /** The browser that the next profile is opened in. */
  browserOf: () => Promise<Browser>;
  /** Opens a browser profile in which nobody is signed in. */
  profile: (options?: DeviceOptions) => Promise<BrowserContext>;
};

/** A person who does not exist yet, with a unique handle and address. */
export function someone(name: string): Omit<Identity, "id"> {
  const unique = crypto.randomUUID().slice(0, 8);
  const handle = `${name.toLowerCase()}-${unique}`;
  return { name, handle, email: `${handle}@example.test`, password: `a password of ${name}` };
}

async function openProfile(browser: Browser, options: DeviceOptions, problems: string[]) {
  const { mobile = false, width, colorScheme, relayOnly, camera } = options;
  const context = await browser.newContext({
    ...(mobile && devices["Pixel 7"]),
    ...(width && { viewport: { width, height: 720 } }),
    colorScheme: colorScheme ?? "light",
  });
  await watchWire(context, { relayOnly });
  keepLastWords(context);
  if (camera) await withoutCamera(context, camera);
  context.on("weberror", (error) => problems.push(String(error.error())));
  context.on("console", (message) => {
    if (/hydrat|Content Security Policy/i.test(message.text())) problems.push(message.text());
  });
  return context;
}

async function withoutCamera(context: BrowserContext, name: string): Promise<void> {
  await context.addInitScript((errorName: string) => {
    const media = navigator.mediaDevices as MediaDevices | undefined;
    // Blank pages have none.
    if (!media) return;
    const getUserMedia = media.getUserMedia.bind(media);
    const enumerateDevices = media.enumerateDevices.bind(media);
    media.getUserMedia = async (constraints) => {
      if (constraints?.video) throw new DOMException("no camera", errorName);
      return await getUserMedia(constraints);
    };
    media.enumerateDevices = async () => {
      const all = await enumerateDevices();
      return errorName === "NotFoundError" ? all.filter((device) => device.kind !== "videoinput") : all;
    };
  }, name);
}

async function signInOn(context: BrowserContext, identity: Identity, url: string): Promise<Device> {
  const api = new Api(context.request, url);
  await api.signIn(identity.email, identity.password);
  const { deviceName } = await api.me();
  const page = await context.newPage();
  await goTo(page, url);
  return new Device(identity, deviceName, context, page, api, url);
}

async function meet(one: Person, other: Person): Promise<void> {
  await one.api.requestContact(other.id);
  await other.api.acceptContact(one.id);
}

type Own = { introduce: (known: boolean) => Introduce };

export const test = base.extend<Fixtures & Options & Own, ForWorker>({
  camera: ["small", { scope: "worker", option: true }],
  launchOptions: [
    async ({ launchOptions, camera }, use) => {
      const args = launchOptions.args ?? [];
      await use(camera === "small" ? { ...launchOptions, args: [...args, smallCamera()] } : launchOptions);
    },
    { scope: "worker" },
  ],
  appUrl: [process.env.PEAL_E2E_URL ?? "", { option: true }],
  deviceOptions: [{}, { option: true }],

  browserOf: async ({ browser }, use) => use(() => Promise.resolve(browser)),

  profile: async ({ browserOf }, use, testInfo) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (options = {}) => {
      const context = await openProfile(await browserOf(), options, problems);
      contexts.push(context);
      return context;
    });
    if (testInfo.status !== testInfo.expectedStatus)
      for (const context of contexts) console.log(await tellOf(context));
    await Promise.all(contexts.map((context) => context.close()));
    // What a person does not see may still be broken: uncaught errors, hydration, the content policy.
    base.expect(problems, "errors in the pages").toEqual([]);
  },

  introduce: async ({ profile, appUrl, deviceOptions }, use) => {
    const signUp = async (name: string): Promise<Person> => {
      const context = await profile(deviceOptions);
      const wanted = someone(name);
      const { userId } = await new Api(context.request, appUrl).signUp(wanted);
      const identity = { ...wanted, id: userId };
      const first = await signInOn(context, identity, appUrl);
      return new Person(first, async (_label, options = {}) =>
        signInOn(await profile(options), identity, appUrl),
      );
    };
    await use((known) => async (...names) => {
      const all = await Promise.all(names.map(signUp));
      const meetings = all.flatMap((one, at) => all.slice(at + 1).map((other) => () => meet(one, other)));
      if (known) await Promise.all(meetings.map((begin) => begin()));
      const named = all.map((person) => [person.name[0]?.toLowerCase() + person.name.slice(1), person]);
      return Object.fromEntries(named) as Named<(typeof names)[number]>;
    });
  },
  people: async ({ introduce }, use) => use(introduce(true)),
  strangers: async ({ introduce }, use) => use(introduce(false)),
});
