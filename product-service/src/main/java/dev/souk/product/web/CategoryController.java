package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.Category;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The category tree. */
@RestController
@RequestMapping("/api/v1/categories")
class CategoryController {

    private static final CacheControl A_MOMENT = CacheControl.maxAge(Duration.ofSeconds(10)).cachePublic();

    private final CatalogueService catalogue;
    private final Creations creations;

    CategoryController(CatalogueService catalogue, Creations creations) {
        this.catalogue = catalogue;
        this.creations = creations;
    }

    /** The whole tree: it is small, and every page of a shop needs it. */
    @GetMapping
    @Operation(summary = "The category tree")
    ResponseEntity<CategoriesResponse> categories() {
        List<Category> tree = catalogue.categories();
        return ResponseEntity.ok().eTag(Revision.tagOfTree(tree)).cacheControl(A_MOMENT)
                .body(CategoriesResponse.of(tree));
    }

    /** What an editor reads first: its ETag is to be sent as {@code If-Match}. */
    @GetMapping("/{id}")
    @Operation(summary = "One category", description = "Without those below it. Its ETag is what an edit sends as If-Match.")
    ResponseEntity<CategoryDetailsResponse> category(@PathVariable UUID id) {
        return answer(catalogue.category(id));
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Rename or move a category", description = "All that is below moves too, and every path changes with it; without a parentId it becomes a root.")
    ResponseEntity<CategoryDetailsResponse> replace(@PathVariable UUID id, @Valid @RequestBody CategoryRequest request,
            @Nullable IfMatch ifMatch, Caller caller) {
        return answer(catalogue.editCategory(id, Revision.seenBy(ifMatch), _ -> request.name(),
                _ -> request.parentId(), new ChangedBy.Operator(caller.userId())));
    }

    @PatchMapping("/{id}")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Rename or move a category", description = "As PUT, but what is absent stays as it is; to make it a root, PUT it.")
    ResponseEntity<CategoryDetailsResponse> patch(@PathVariable UUID id,
            @Valid @RequestBody PatchCategoryRequest request,
            @Nullable IfMatch ifMatch, Caller caller) {
        return answer(catalogue.editCategory(id, Revision.seenBy(ifMatch), request::nameOr, request::parentIdOr,
                new ChangedBy.Operator(caller.userId())));
    }

    @DeleteMapping("/{id}")
    @ApiResponse(responseCode = "204", description = "Deleted")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Delete an empty category", description = "Refused with 409 while it has products, withdrawn ones too, or categories below it.")
    ResponseEntity<Void> delete(@PathVariable UUID id,
            @Nullable IfMatch ifMatch) {
        catalogue.deleteCategory(id, Revision.seenBy(ifMatch));
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<CategoryDetailsResponse> answer(Category category) {
        return ResponseEntity.ok().eTag(Revision.tagOf(category)).cacheControl(CacheControl.noCache().cachePublic())
                .body(new CategoryDetailsResponse(category.id(), category.path().value(), category.name(),
                        category.parentId()));
    }

    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    @ApiResponse(responseCode = "201", description = "Created; Location says where", useReturnTypeSchema = true)
    @Operation(summary = "Add a category", description = "A root without a parentId.")
    ResponseEntity<CategoryResponse> add(@Valid @RequestBody CategoryRequest request, Caller caller,
            @RequestHeader(name = Creations.KEY, required = false) @Nullable String key) {
        return creations.once("categories", caller, key, request, CategoryResponse.class, () -> {
            Category category = catalogue.addCategory(request.name(), request.parentId());
            return Answer.created("/api/v1/categories/" + category.id(), CategoryResponse.of(category));
        });
    }

    /** A category under a parent; a root without one. */
    record CategoryRequest(@NotBlank @Size(max = 60) String name, @Nullable UUID parentId) {}

    /** What is absent stays as it is. */
    record PatchCategoryRequest(@Nullable @Size(min = 1, max = 60) String name, @Nullable UUID parentId) {

        String nameOr(String current) {
            return Objects.requireNonNullElse(name, current);
        }

        @Nullable
        UUID parentIdOr(@Nullable UUID current) {
            return parentId == null ? current : parentId;
        }
    }

    /**
     * A category by itself.
     *
     * @param parentId null for a root
     */
    record CategoryDetailsResponse(UUID id, String path, String name, @Nullable UUID parentId) {}

    /** The roots of the tree. */
    record CategoriesResponse(List<CategoryResponse> items) {

        static CategoriesResponse of(List<Category> parentsFirst) {
            Map<UUID, CategoryResponse> byId = new HashMap<>();
            List<CategoryResponse> roots = new ArrayList<>();
            for (Category category : parentsFirst) {
                CategoryResponse node = CategoryResponse.of(category);
                byId.put(category.id(), node);
                CategoryResponse parent = category.parentId() == null ? null : byId.get(category.parentId());
                (parent == null ? roots : parent.children()).add(node);
            }
            return new CategoriesResponse(roots);
        }
    }

    /**
     * A node of the tree.
     *
     * @param path what products and searches name the category by
     */
    record CategoryResponse(UUID id, String path, String name, List<CategoryResponse> children) {

        static CategoryResponse of(Category category) {
            return new CategoryResponse(category.id(), category.path().value(), category.name(), new ArrayList<>());
        }
    }
}
