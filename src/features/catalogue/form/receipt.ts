import type { DocumentRule, ServiceDefinition } from '../definition/service.ts';

/** The receipt that a fee demands as a document, while it cannot be paid on the portal; none for a free service. */
export function feeReceipt({ fee }: Pick<ServiceDefinition, 'fee'>): DocumentRule[] {
  if (!('receipt' in fee)) return [];
  const { title, hint } = fee.receipt;
  return [
    {
      id: 'feeReceipt',
      title,
      ...(hint && { hint }),
      required: true,
      maxFiles: 1,
      errors: { missing: 'Приложите квитанцию об оплате' },
    },
  ];
}
