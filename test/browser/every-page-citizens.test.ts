import { walkers } from '../support/every-route.ts';
import { inspectEveryPage } from './pages/every-page.ts';
import { isForOfficials, isOfficial } from './pages/officials.ts';

inspectEveryPage(
  walkers.filter((walker) => !isOfficial(walker)),
  (route) => !isForOfficials(route),
);
