import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../../cli/running/package-root';
import { type RunningSimulator, start } from '../../simulator';
import { type Page, withPage } from './devtools';
import { findChromium } from './find-chromium';
import { populate } from './populate';

/**
 * `npm run test:browser`: opens the console page of a simulated cloud in a headless Chromium, and uses it as a person does
 * who has no mouse. With `--write` the picture in the documentation is taken anew.
 */

const picture = join(packageRoot, 'docs/images/console.png');

async function main(): Promise<void> {
  const chromium = findChromium();
  if ('missing' in chromium) {
    process.stdout.write(`skipped, no browser: ${chromium.missing}\n`);
    return;
  }
  const cloud = await start({ control: true, time: 'manual', start: Date.UTC(2026, 0, 1), edition: 'nova-27.0' });
  try {
    await populate(cloud);
    await withPage(chromium.command, async (page) => {
      for (const [name, check] of Object.entries(checks)) {
        await check(page, cloud);
        process.stdout.write(`passed: ${name}\n`);
      }
    });
    const count = Object.keys(checks).length;
    process.stdout.write(`${count} passed, 0 failed\n`);
  } finally {
    await cloud.stop();
  }
}

type Check = (page: Page, cloud: RunningSimulator) => Promise<void>;

/** They build on each other. */
const checks: Readonly<Record<string, Check>> = {
  'it asks for the token, and says when it is wrong': async (page, { control }) => {
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
    await page.send('Emulation.setDeviceMetricsOverride', {
      width: 1100,
      height: 800,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await page.send('Page.navigate', { url: control.url });
    await until(page, "document.activeElement !== null && !find('enter').hidden");
    await page.evaluate("find('token').focus()");
    await type(page, 'wrong');
    await press(page, 'Enter');
    await until(page, "find('trouble').textContent === 'wrong token'");
    assert.equal(await page.evaluate("find('cloud').hidden"), true);
    await page.evaluate("find('token').focus()");
    await type(page, String(control.token));
    await press(page, 'Enter');
    await until(page, "!find('cloud').hidden && find('enter').hidden && find('trouble').textContent === ''");
  },
  'it takes the token from its address, and hides it there': async (page, { control }) => {
    await page.evaluate('sessionStorage.clear()');
    await page.send('Page.navigate', { url: 'about:blank' });
    await page.send('Page.navigate', { url: `${control.url}#token=${control.token}` });
    await until(page, "document.getElementById('cloud')?.hidden === false");
    assert.equal(await page.evaluate('location.href'), control.url);
  },
  'it shows servers, hosts, requests and what decided them': async (page, { control }) => {
    const text = async (id: string) => String(await page.evaluate(`find('${id}').innerText`));
    assert.match(await text('facts'), /^edition nova-27\.0 up to 2\.93, driver libvirt, seed 1$/);
    assert.equal(await text('now'), `${new Date(control.now()).toISOString().slice(0, 19).replace('T', ' ')} UTC`);
    const servers = await text('servers');
    for (const { id, name, status, host } of control.servers()) {
      assert.match(servers, new RegExp(`${name}\t${status}\t.*\t${host || '.none.'}\t(volume|image)\t${id}`));
    }
    assert.match(await text('requests'), /rescue\t400\trefused by bfv-needs-trait\n/);
    assert.match(await text('underway'), /^rescue of [0-9a-f-]{36}: at 2026-/m);
  },
  'its picture is not empty': async (page) => {
    const { data } = (await page.send('Page.captureScreenshot', { format: 'png' })) as { data: string };
    const png = Buffer.from(data, 'base64');
    assert.ok(png.length > 20_000 && png.length < 200_000, `${png.length} bytes`);
    if (!process.argv.includes('--write')) return;
    mkdirSync(dirname(picture), { recursive: true });
    writeFileSync(picture, png);
  },
  'a switch is moved with the keyboard, and keeps the focus': async (page, { control }) => {
    const trait = 'trait-sim-nobfv-COMPUTE_RESCUE_BFV';
    const has = () =>
      control
        .hosts()
        .find(({ name }) => name === 'sim-nobfv')
        ?.traits.includes('COMPUTE_RESCUE_BFV');
    for (const wanted of [true, false]) {
      assert.equal(has(), !wanted);
      await page.evaluate(`find('${trait}').focus()`);
      await press(page, ' ');
      await eventually(() => has() === wanted);
      // A key that goes down before the page shows what the control says, and up after that, is no press of either switch.
      await until(page, `find('${trait}').checked === ${wanted}`);
      await until(
        page,
        `JSON.parse(shown.get('hosts')).find(({ name }) => name === 'sim-nobfv').traits.includes('COMPUTE_RESCUE_BFV') === ${wanted}`,
      );
      await until(page, `document.activeElement.id === '${trait}'`);
    }
  },
  'a button lets time pass, and what was under way is done': async (page, { control }) => {
    const before = control.now();
    await page.evaluate("find('advance-10000').focus()");
    await press(page, 'Enter');
    await eventually(() => control.now() === before + 10_000);
    await until(page, "find('underway').children.length === 0");
    assert.equal(await page.evaluate('document.activeElement.id'), 'advance-10000');
  },
  'what happens elsewhere appears by itself': async (page, { control }) => {
    control.setDeparture('bfv-needs-trait');
    await until(page, "find('facts').textContent.endsWith(', breaks bfv-needs-trait')");
    control.setDeparture(null);
  },
  'everything that can be used has a name, and is reached with Tab': async (page) => {
    const { nodes } = (await page.send('Accessibility.getFullAXTree')) as { nodes: readonly AxNode[] };
    const used = nodes.filter(
      ({ ignored, role }) => !ignored && ['button', 'switch', 'textbox'].includes(role?.value ?? ''),
    );
    for (const { role, name } of used) assert.ok(name?.value, `a ${role?.value} without a name`);
    const tables = nodes.filter(({ role }) => role?.value === 'table');
    assert.equal(tables.length, 3);
    for (const { name } of tables) assert.ok(name?.value, 'a table without a name');
    const switches = used.filter(({ role }) => role?.value === 'switch').length;
    assert.ok(switches >= 3);
    await page.evaluate('document.activeElement.blur()');
    const reached = new Set<string>();
    for (let count = 0; count < used.length; count++) {
      await press(page, 'Tab');
      reached.add(String(await page.evaluate('document.activeElement.id')));
    }
    assert.equal(reached.size, used.length);
  },
  'it can be read in the light and in the dark': async (page) => {
    for (const scheme of ['light', 'dark']) {
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      const poor = await page.evaluate(poorContrast);
      assert.deepEqual(poor, [], scheme);
    }
    await page.send('Emulation.setEmulatedMedia', { features: [] });
  },
  'it asks nobody else, and nothing in it fails': async (page, { url }) => {
    const asked = page.events('Network.requestWillBeSent') as readonly { request: { url: string } }[];
    assert.ok(asked.length > 10);
    for (const { request } of asked)
      assert.ok(request.url.startsWith(`${url}/_control/`) || /^(data|about):/.test(request.url));
    assert.deepEqual(page.events('Runtime.exceptionThrown'), []);
    const entries = page.events('Log.entryAdded') as readonly { entry: { text: string; level: string } }[];
    // The wrong token that it was given at first.
    const others = entries.filter(({ entry }) => entry.level === 'error' && !/status of 401/.test(entry.text));
    assert.deepEqual(others, []);
  },
};

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

/** The texts whose contrast is below 4.5, as WCAG 2 (1.4.3) reckons it. */
const poorContrast = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [red, green, blue] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backOf = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return channels(backgroundColor)[3] === 0 ? backOf(element.parentElement) : backgroundColor;
  };
  return [...document.querySelectorAll('h1, h2, p, td, th, code, time, button, li')].flatMap((element) => {
    const [low, high] = [light(getComputedStyle(element).color), light(backOf(element))].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    return contrast < 4.5 ? [element.outerHTML.slice(0, 80) + ' ' + contrast.toFixed(2)] : [];
  });
})()`;

const patience = 15_000;

/** @throws Error where it does not come to be so */
async function eventually(isSo: () => boolean | Promise<boolean>, what = String(isSo)): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`it never came to be so: ${what}`);
    await pause(50);
  }
}

const until = (page: Page, expression: string): Promise<void> =>
  eventually(async () => (await page.evaluate(`!!(${expression})`).catch(() => false)) === true, expression);

const keys: Readonly<Record<string, object>> = {
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  ' ': { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' },
};

async function press(page: Page, key: string): Promise<void> {
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...keys[key] });
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...keys[key] });
}

const type = (page: Page, text: string): Promise<unknown> => page.send('Input.insertText', { text });

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n1 failed\n`);
  process.exitCode = 1;
});
