package dev.stagecraft.runtime.data;

/** The positions of a batch's images that the device keeps, and how each is moved, in the making. */
final class OpenMoves {
    private final ImageShape shape;
    private final Preparation preparation;
    private final Batch.Kept batch;

    /**
     * Those of a batch that nothing was drawn for yet.
     *
     * @param shape of each image
     * @param positions of the images
     */
    OpenMoves(ImageShape shape, Preparation preparation, int[] positions) {
        this.shape = shape;
        this.preparation = preparation;
        int moved = preparation.moves() ? positions.length : 0;
        int cut = preparation.choosesParts() ? positions.length : 0;
        batch = new Batch.Kept(
                positions,
                new int[Math.multiplyExact(moved, shape.height())],
                new int[Math.multiplyExact(moved, shape.width())],
                new int[cut],
                new int[cut]);
    }

    /** Draws for an image of the batch; different ones may be drawn for at a time. */
    void draw(int image) {
        if (!preparation.moves()) {
            return;
        }
        Origins origins = preparation.origins(shape, batch.positions()[image]);
        put(origins.rows(), batch.rows(), image * shape.height());
        put(origins.columns(), batch.columns(), image * shape.width());
        if (preparation.choosesParts()) {
            batch.heights()[image] = origins.rows().length;
            batch.widths()[image] = origins.columns().length;
        }
    }

    private static void put(int[] origins, int[] all, int at) {
        System.arraycopy(origins, 0, all, at, origins.length);
    }

    /** All of them, when all were drawn for. */
    Batch.Pixels finish() {
        return batch;
    }
}
