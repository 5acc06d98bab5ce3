package dev.souk.local.imports;

/** Is told how an import goes on. */
public interface ImportProgress {

    /** @param searchable so many of the products can be found by now */
    void loading(long read, long searchable, long lines);

    /** The catalogue has all products; stock is given to them. */
    void stocking(long given, long skus);

    /** Hears nothing. */
    static ImportProgress silent() {
        return new ImportProgress() {
            @Override
            public void loading(long read, long searchable, long lines) {
            }

            @Override
            public void stocking(long given, long skus) {
            }
        };
    }
}
