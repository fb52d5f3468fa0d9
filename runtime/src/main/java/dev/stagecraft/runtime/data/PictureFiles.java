package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.tree.PictureList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures in files.
 *
 * @param reader of all parts of the set
 * @param entries paths and labels
 * @param classNames in the order of the labels
 */
record PictureFiles(PictureReader reader, List<PictureList.Entry> entries, List<String> classNames)
        implements Pictures {
    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public int channels() {
        return reader.channels();
    }

    @Override
    public int classes() {
        return classNames.size();
    }

    @Override
    public boolean severalThreads() {
        return true;
    }

    @Override
    public Picture picture(int index) {
        return reader.read(key(index));
    }

    @Override
    public Optional<Content> content(int index) {
        return Optional.of(records().content(key(index)));
    }

    PictureRecords records() {
        return reader.records();
    }

    @Override
    public int label(int index) {
        return entries.get(index).label();
    }

    @Override
    public String key(int index) {
        return entries.get(index).path();
    }
}
