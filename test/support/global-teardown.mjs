import { rm } from 'node:fs/promises';

export default async function tearDown() {
  if (process.env.KABINET_TEST_DIR) await rm(process.env.KABINET_TEST_DIR, { recursive: true, force: true });
}
