/** Version of the model: it rises whenever a number of the golden runs changes. */

export const MODEL_VERSION = '3.2.1';
