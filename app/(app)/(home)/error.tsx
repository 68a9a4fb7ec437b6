"use client";
export { PageError as default } from "@/components/problem/page-error";
