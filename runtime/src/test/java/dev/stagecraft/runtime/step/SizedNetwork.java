package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;

/** A tiny network of four classes that takes images of some size, prepared in some way. */
public final class SizedNetwork extends TinyNetwork {
    private final Preprocessing preprocessing;

    /** @param preprocessing has the size */
    public SizedNetwork(Preprocessing preprocessing) {
        super(4);
        this.preprocessing = preprocessing;
    }

    @Override
    public ImageShape input() {
        return preprocessing.size();
    }

    @Override
    public Preprocessing preprocessing() {
        return preprocessing;
    }
}
