/** Version of the model's numbers: any golden number that changes bumps it. */

export const MODEL_VERSION = '2.1.1';
