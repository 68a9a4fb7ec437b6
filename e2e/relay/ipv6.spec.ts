import { expect, test, whyNot } from "../support/netshape/people";
import { pathsOf } from "./path-of";

test.use({ hasIPv6: true });
test.skip(...whyNot);

test("M3 a call goes over IPv6 where the media server is reached by nothing else", async ({
  people,
  linkOf,
  world: { stack },
}) => {
  const { ana, bo } = await people("Ana", "Bo");
  const { mediaTcp, turn, turnTls } = stack.ports;
  await linkOf(bo).firewall({ udp4: false, notTcp: [mediaTcp, turn, turnTls] });
  await ana.calls(bo);
  await bo.answers();
  await Promise.all([ana.sees(bo), bo.sees(ana), ana.hears(bo), bo.hears(ana)]);
  const paths = (await pathsOf(bo.page)).filter((one) => one.isConnected);
  expect(paths.length).toBeGreaterThan(0);
  for (const { protocol, remote } of paths) {
    expect(protocol).toBe("udp");
    expect(remote, "an address of IPv6").toContain(":");
  }
});
