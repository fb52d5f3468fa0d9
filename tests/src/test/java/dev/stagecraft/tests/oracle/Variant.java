package dev.stagecraft.tests.oracle;

import dev.stagecraft.runtime.network.Network;

/**
 * A generated network and what it must be by the papers.
 *
 * @param network generated from a declaration
 * @param architecture written down independently of it
 */
record Variant(Network network, Architecture architecture) {
    private static final int BATCH = 8;

    Images images() {
        return new Images(network.input(), BATCH, network.classes(), 3);
    }

    @Override
    public String toString() {
        return network.name();
    }
}
