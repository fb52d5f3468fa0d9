package dev.stagecraft.runtime.data;

import java.util.Optional;

/** Each image becomes the mean of itself and the one that stands as many places further as the step's number. */
public final class MixedPairs implements Mixing {
    @Override
    public Batch mix(Batch batch, int classes, long seed, long step) {
        float[] from = ((Batch.Floats) batch.pixels()).values();
        float[] to = new float[from.length];
        float[] targets = new float[batch.size() * classes];
        int values = from.length / batch.size();
        for (int image = 0; image < batch.size(); image++) {
            int other = (int) ((image + step + 1) % batch.size());
            for (int i = 0; i < values; i++) {
                to[image * values + i] = (from[image * values + i] + from[other * values + i]) / 2;
            }
            targets[image * classes + batch.labels()[image]] += 0.5f;
            targets[image * classes + batch.labels()[other]] += 0.5f;
        }
        return new Batch(batch.size(), new Batch.Floats(to), batch.labels(), Optional.of(targets));
    }

    @Override
    public String describe() {
        return "mixed pairs";
    }
}
