package dev.souk.product.web;

import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.Category;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The category tree. */
@RestController
@RequestMapping("/api/v1/categories")
class CategoryController {

    private static final CacheControl A_MOMENT = CacheControl.maxAge(Duration.ofSeconds(10)).cachePublic();

    private final CatalogueService catalogue;

    CategoryController(CatalogueService catalogue) {
        this.catalogue = catalogue;
    }

    /** The whole tree: it is small, and every page of a shop needs it. */
    @GetMapping
    ResponseEntity<CategoriesResponse> categories() {
        return ResponseEntity.ok().cacheControl(A_MOMENT).body(CategoriesResponse.of(catalogue.categories()));
    }

    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    ResponseEntity<CategoryResponse> add(@Valid @RequestBody AddCategoryRequest request) {
        Category category = catalogue.addCategory(request.name(), request.parentId());
        return ResponseEntity.created(URI.create("/api/v1/categories")).body(CategoryResponse.of(category));
    }

    /** A category to be added under a parent; a root without one. */
    record AddCategoryRequest(@NotBlank @Size(max = 60) String name, @Nullable UUID parentId) {}

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
