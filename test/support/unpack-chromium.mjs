// Unpacks the Chromium that the npm package carries, with its libraries and fonts, into TMPDIR. Run as a process of its own,
// because the package takes the folder from the environment, and the libraries only where it believes to be in the cloud.
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x';
const { default: chromium } = await import('@sparticuz/chromium');
await chromium.executablePath();
