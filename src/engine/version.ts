/** Version of the model's numbers: any golden number that changes bumps it. */

export const MODEL_VERSION = '3.0.0';
