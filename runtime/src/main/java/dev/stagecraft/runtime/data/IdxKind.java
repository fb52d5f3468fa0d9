package dev.stagecraft.runtime.data;

import java.util.List;

/** A user's own four files in MNIST's form, in up to 256 classes. */
final class IdxKind implements DataKind {
    static final String NAME = "idx";

    private static final String FORM = NAME + ":FOLDER";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> forms() {
        return List.of(FORM);
    }

    @Override
    public DataSet open(DataRequest request) {
        DataSet found = IdxFolder.open(Places.folder(request, NAME, FORM));
        FashionMnistKind.noticeSwapped(found, request.transfer());
        return found;
    }
}
