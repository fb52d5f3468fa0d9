package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.Origin;

/**
 * Where the values of an operation were declared, to point at the one that makes a fault.
 *
 * @param channels that it gives
 * @param window its size
 * @param groups that channels are divided into
 */
record Origins(Origin channels, Origin window, Origin groups) {
    /** An operation of one declared value. */
    static Origins of(Origin origin) {
        return new Origins(origin, origin, origin);
    }
}
