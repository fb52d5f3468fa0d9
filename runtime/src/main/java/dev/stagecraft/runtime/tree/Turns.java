package dev.stagecraft.runtime.tree;

import java.util.ArrayList;
import java.util.List;

/** The order of pictures from folders. */
final class Turns {
    private Turns() {}

    /**
     * The first picture of each class, then the second of each, and so on: the first N of them are of all classes.
     *
     * @param byClass the pictures of each class, in order
     */
    static List<PictureList.Entry> of(List<List<String>> byClass) {
        List<PictureList.Entry> entries = new ArrayList<>();
        int longest = byClass.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (int label = 0; label < byClass.size(); label++) {
                List<String> pictures = byClass.get(label);
                if (turn < pictures.size()) {
                    entries.add(new PictureList.Entry(pictures.get(turn), label));
                }
            }
        }
        return entries;
    }
}
