package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.tree.PictureTable;
import java.util.List;

/** Pictures that a table names. */
final class CsvKind implements DataKind {
    static final String NAME = "csv";

    private static final String FORM = NAME + ":FILE";

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
        if (request.place().isEmpty()) {
            throw new BadInputException("the data csv needs a file; write " + FORM);
        }
        return PictureSet.of(PictureTable.list(Places.path(request.place(), "file")), request);
    }
}
