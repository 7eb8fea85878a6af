import { Component, type ReactNode } from "react";

interface Props {
  readonly text: string;
  readonly children: ReactNode;
}

/** What cannot be drawn, such as ten thousand quotations within each other, is shown as it was written. */
export class Plainly extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <p className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{this.props.text}</p>;
  }
}
