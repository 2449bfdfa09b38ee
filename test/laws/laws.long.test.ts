/** The laws of generated economies once more, over many more of them. */

import './physical.test.ts';
import './random-draws.test.ts';
import './ranges.test.ts';
import './walls.test.ts';
