import { execFileSync } from 'node:child_process';

/**
 * Three machines on this one: network namespaces, each with a cable to a switch (a bridge) that also this machine is
 * plugged into. Needs root, iproute2 and a kernel with namespaces; there is one such network at a time.
 */
const SWITCH = 'frontrow';
const SUBNET = '10.77.0';

/** @typedef {{ name: string, address: string, cable: string }} Machine */

/** @type {Machine[]} */
export const MACHINES = [1, 2, 3].map((n) => ({
  name: `frontrow-${n}`,
  address: `${SUBNET}.${10 + n}`,
  cable: `frontrow-${n}`, // of its two ends the one at the switch
}));

const ip = (/** @type {string[]} */ ...args) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** Builds the network anew, whatever an earlier one left. */
export function buildNetwork() {
  removeNetwork();
  ip('link', 'add', SWITCH, 'type', 'bridge');
  ip('addr', 'add', `${SUBNET}.1/24`, 'dev', SWITCH);
  ip('link', 'set', SWITCH, 'up');
  for (const { name, address, cable } of MACHINES) {
    ip('netns', 'add', name);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('link', 'set', cable, 'master', SWITCH, 'up');
    ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', name, 'link', 'set', device, 'up');
  }
}

export function removeNetwork() {
  // A cable lives as long as its machine, and that as long as the last process on it.
  const attempts = [
    ['link', 'del', SWITCH],
    ...MACHINES.flatMap(({ name, cable }) => [
      ['link', 'del', cable],
      ['netns', 'del', name],
    ]),
  ];
  for (const args of attempts) {
    try {
      ip(...args);
    } catch {} // it was not there
  }
}

/** Pulls a machine's cable out of the switch: nothing reaches it any more, and nothing says so. @param {Machine} machine */
export const unplug = ({ cable }) => ip('link', 'set', cable, 'nomaster');

/** @param {Machine} machine */
export const plug = ({ cable }) => ip('link', 'set', cable, 'master', SWITCH);

/**
 * What to run so that a program runs on a machine; its process is the one that is started.
 * @param {Machine} machine
 * @param {string} command
 * @param {string[]} args
 */
export const on = ({ name }, command, args) => ({
  command: '/usr/sbin/ip',
  args: ['netns', 'exec', name, command, ...args],
});
