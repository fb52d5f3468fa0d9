package dev.stagecraft.runtime.data;

import java.util.List;

/** MNIST, and sets of ten handwritten digits in its form. */
final class MnistKind implements DataKind {
    static final String NAME = "mnist";

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
        DataSet found = IdxFolder.open(Places.folder(request, NAME, FORM), IdxFolder.DIGITS.size(), IdxFolder.DIGITS);
        FashionMnistKind.noticeSwapped(found, request.transfer());
        return found;
    }
}
