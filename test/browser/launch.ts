import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Under which names distributions install it. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Where it is installed when it is not in the PATH. */
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** No sandbox, since tests may run as root in a container; no background traffic. */
const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

/** Starts the first Chromium found: `CHROMIUM_PATH`, an installed one, or else the one that comes with npm. */
export async function launchChromium(): Promise<Browser> {
  const installed = process.env.CHROMIUM_PATH || installedChromium()
  const { executablePath, args } = installed ? { executablePath: installed, args: [] } : await bundledChromium()
  return chromium.launch({ executablePath, args: [...args, ...quiet], headless: true })
}

function installedChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places].find((path) => existsSync(path))
}

/** Arguments that are left out: in a single process, closing a page may end the browser; without web security no test would see CORS. */
const unwanted = ['--single-process', '--disable-web-security']

/** Unpacked to the temporary folder at first use; made for Linux. */
async function bundledChromium() {
  const { default: bundled } = await import('@sparticuz/chromium')
  bundled.setGraphicsMode = false
  const args = bundled.args.filter((argument) => !unwanted.includes(argument))
  return { executablePath: await bundled.executablePath(), args }
}
