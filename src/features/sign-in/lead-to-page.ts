import type { Policy } from '../../http/policy.ts';
import { redirect } from '../../http/respond.ts';
import type { FeatureRoutes } from '../../http/routes.ts';

/**
 * A refused form is answered at the address it was sent to; whoever comes back to that address (by «Продлить», by a login in
 * between) is led to the page that holds the form.
 */
export function leadToPage(routes: FeatureRoutes, address: string, who: Policy['who'], page: string): void {
  routes.get(address, { who }, function leadBack(_req, res) {
    redirect(res, page);
  });
}
