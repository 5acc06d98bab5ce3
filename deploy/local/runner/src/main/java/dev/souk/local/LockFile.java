package dev.souk.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that one process at a time has. The system gives it back when the process ends, however that happens. */
final class LockFile implements AutoCloseable {

    private final FileChannel file;

    private LockFile(FileChannel file) {
        this.file = file;
    }

    /** @throws UserError that says so when somebody else has it, or when it cannot be written */
    static LockFile take(Path path, String otherwise) {
        return tryToTake(path).orElseThrow(() -> new UserError(otherwise));
    }

    /**
     * Empty when somebody else has it.
     *
     * @throws UserError when it cannot be written
     */
    static Optional<LockFile> tryToTake(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                return Optional.empty();
            }
            return Optional.of(new LockFile(file));
        } catch (IOException e) {
            throw PropertyFiles.notWritable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }
}
