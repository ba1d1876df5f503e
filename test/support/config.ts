import { parseConfig, type Config } from '../../src/config.ts';

/** The demo's configuration with the limits of production, on a data folder of its own. */
export function testConfig(dataDir: string, env: Readonly<Record<string, string>> = {}): Config {
  return parseConfig({
    KABINET_MODE: 'demo',
    DATA_DIR: dataDir,
    PUBLIC_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
    BCRYPT_COST: '10',
    ...env,
  });
}
