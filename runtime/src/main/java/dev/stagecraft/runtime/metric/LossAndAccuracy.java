package dev.stagecraft.runtime.metric;

/**
 * Loss and accuracy over images.
 *
 * @param lossSum sum of the images' losses, in nats
 * @param correct number of images whose largest logit is that of their class
 * @param images number of images
 */
public record LossAndAccuracy(double lossSum, long correct, long images) {
    /** The values for no images. */
    public static final LossAndAccuracy EMPTY = new LossAndAccuracy(0, 0, 0);

    /** The values for a batch, from its mean loss. */
    public static LossAndAccuracy ofBatch(double meanLoss, int correct, int images) {
        return new LossAndAccuracy(meanLoss * images, correct, images);
    }

    /** The values for the images of both. */
    public LossAndAccuracy merge(LossAndAccuracy other) {
        return new LossAndAccuracy(lossSum + other.lossSum, correct + other.correct, images + other.images);
    }

    /** Mean loss in nats; NaN over no images. */
    public double loss() {
        return lossSum / images;
    }

    /** Share of correct images, 0 to 1; NaN over no images. */
    public double accuracy() {
        return (double) correct / images;
    }
}
